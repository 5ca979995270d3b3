import { EyeInvisibleOutlined, FileOutlined } from "@ant-design/icons";
import { chosenTenant } from "../../app/chosen-tenant.ts";
import { useWords } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { isShownImage, sizeOf } from "../../file-look.ts";
import type { Message } from "../../wire.ts";

/**
 * What the customer sent beside words: images in small, others by name. A click opens or downloads one; whoever sees
 * personal data as its kind only sees that there is a file.
 */
export function MessageFiles({ ticketId, files }: { readonly ticketId: string; readonly files: Message["files"] }) {
  const { ticket } = useWords();
  const { can } = useSession();
  if (files.length === 0) return null;
  if (!can("ticket.unmasked"))
    return (
      <p className="soft">
        <EyeInvisibleOutlined aria-hidden /> {ticket.hiddenFiles(files.length)}
      </p>
    );
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
