import { FileOutlined } from "@ant-design/icons";
import { chosenTenant } from "../../app/chosen-tenant.ts";
import { useWords } from "../../app/preferences.tsx";
import { isShownImage, sizeOf } from "../../file-look.ts";
import type { Message } from "../../wire.ts";

/** What the customer sent beside words: images in small, others by name. A click opens or downloads one. */
export function MessageFiles({ ticketId, files }: { readonly ticketId: string; readonly files: Message["files"] }) {
  const { ticket } = useWords();
  if (files.length === 0) return null;
  return (
    <ul className="file-list" aria-label={ticket.files}>
      {files.map(({ id, name, mediaType, size }) => {
        const address = chosenTenant.link(`/v1/tickets/${ticketId}/files/${id}`);
        const shown = isShownImage(mediaType);
        return (
          <li key={id}>
            <a
              href={address}
              {...(shown ? { target: "_blank", rel: "noopener" } : { download: name })}
              aria-label={ticket.openFile(name)}
            >
              {shown ? (
                <img src={address} alt={name} loading="lazy" />
              ) : (
                <>
                  <FileOutlined aria-hidden />
                  <span className="file-name">{name}</span>
                  <span className="soft">{sizeOf(size)}</span>
                </>
              )}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
