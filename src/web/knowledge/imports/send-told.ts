/** How much of a request has been sent, in bytes. */
export interface Sent {
  readonly sent: number;
  readonly total: number;
}

/**
 * Sends a request as `fetch` does, telling how much of its body has been sent, which fetch cannot. Rejects as fetch
 * does: with a TypeError when nothing answers, with an AbortError when it was called off.
 */
export const sendTold =
  (tell: (sent: Sent) => void) =>
  (address: string, { method = "GET", headers, body, signal }: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, address);
      for (const [name, value] of new Headers(headers)) request.setRequestHeader(name, value);
      request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
        if (lengthComputable) tell({ sent: loaded, total });
      };
      request.onload = () => {
        const { status, responseText } = request;
        const type = request.getResponseHeader("Content-Type") ?? "";
        resolve(new Response(status === 204 ? null : responseText, { status, headers: { "Content-Type": type } }));
      };
      request.onerror = () => reject(new TypeError("The server cannot be reached."));
      request.onabort = () => reject(new DOMException("The request was called off.", "AbortError"));
      signal?.addEventListener("abort", () => request.abort(), { once: true });
      request.send(body as XMLHttpRequestBodyInit);
    });
