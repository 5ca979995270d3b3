import { Modal } from "antd";
import { useEffect, useRef } from "react";
import { useWords } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { Chip } from "../ui/chips.tsx";
import { Failure, Loading } from "../ui/states.tsx";
import { useResource } from "../ui/use-resource.ts";

export interface Place {
  readonly articleId: string;
  readonly articleVersion: number;
  readonly title: string;
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

interface Article {
  readonly body: string;
  readonly version: number;
  readonly audience: "public" | "customer" | "internal";
}

/** The article as it was when it was cited, with the passage marked and in sight. */
export function PassageDialog({ place, onClose }: { readonly place: Place; readonly onClose: () => void }) {
  const words = useWords();
  const { client } = useSession();
  const address = `/v1/knowledge/articles/${place.articleId}?version=${place.articleVersion}`;
  const article = useResource<Article>(address, () => client.json(address));
  const mark = useRef<HTMLElement>(null);
  const { value, error } = article;
  useEffect(() => {
    if (value !== undefined) mark.current?.scrollIntoView({ block: "center" });
  }, [value]);
  return (
    <Modal open title={place.title} footer={null} onCancel={onClose} width={760}>
      <p className="soft">
        {place.path} {value?.audience === "internal" && <Chip tone="warn">{words.proposal.internalPassage}</Chip>}
      </p>
      {value === undefined ? (
        error === undefined ? (
          <Loading />
        ) : (
          <Failure error={error} onRetry={article.reload} />
        )
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        <div className="article" tabIndex={0}>
          {value.body.slice(0, place.start)}
          <mark ref={mark}>{value.body.slice(place.start, place.end)}</mark>
          {value.body.slice(place.end)}
        </div>
      )}
    </Modal>
  );
}
