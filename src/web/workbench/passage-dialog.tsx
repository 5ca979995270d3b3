import { Modal } from "antd";
import { type RefObject, useEffect, useRef } from "react";
import { useWords } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { Chip } from "../ui/chips.tsx";
import { Failure, Loading } from "../ui/states.tsx";
import { useResource } from "../ui/use-resource.ts";
import { findWords } from "./find-words.ts";

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

interface Props {
  readonly place: Place;
  /** The sentence that rests on it; its words stand out within the passage. */
  readonly sentence?: string | undefined;
  readonly onClose: () => void;
}

/** The article as it was when it was cited, with the passage marked and in sight. */
export function PassageDialog({ place, sentence, onClose }: Props) {
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
          <MarkedBody body={value.body} place={place} sentence={sentence} mark={mark} />
        </div>
      )}
    </Modal>
  );
}

interface BodyProps extends Omit<Props, "onClose"> {
  readonly body: string;
  readonly mark: RefObject<HTMLElement | null>;
}

/** What stands before an article's text and is no part of it. */
const FRONT_MATTER = /^---\r?\n[\s\S]*?\n---\r?\n+/;

function MarkedBody({ body, place, sentence, mark }: BodyProps) {
  const passage = body.slice(place.start, place.end);
  const begin = FRONT_MATTER.exec(body)?.[0].length ?? 0;
  const words = sentence === undefined ? null : findWords(passage, sentence);
  return (
    <>
      {body.slice(Math.min(begin, place.start), place.start)}
      {words === null ? (
        <mark ref={mark}>{passage}</mark>
      ) : (
        <>
          <span className="passage-part">{passage.slice(0, words.start)}</span>
          <mark ref={mark}>{passage.slice(words.start, words.end)}</mark>
          <span className="passage-part">{passage.slice(words.end)}</span>
        </>
      )}
      {body.slice(place.end)}
    </>
  );
}
