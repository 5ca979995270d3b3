import { type ListMetadata, type OfficeContentNode, parseOffice, type SlideMetadata } from "officeparser";
import { ParseError } from "../parse-error.ts";
import type { DocumentLimits } from "./limits.ts";
import { createMarkdownWriter, type MarkdownWriter } from "./markdown-writer.ts";
import { openPackage, type PackageChange } from "./package.ts";

const LONGEST_TITLE = 120;
/** Deepest level of a list that PowerPoint has. */
const DEEPEST = 8;
const SLIDE = /^ppt\/slides\/[^/]+\.xml$/;
const GROUP = /<\/?p:grpSp>/g;

/** Shapes of a group stand among those around it: the reader of slides looks into no group. */
const ungrouped: PackageChange = (part, names) =>
  Object.fromEntries(
    names.flatMap((name) => {
      const slide = SLIDE.test(name) ? part(name) : undefined;
      return slide?.includes("<p:grpSp>") ? [[name, slide.replace(GROUP, "")]] : [];
    }),
  );

/** A section for each slide, named by its first line; the speaker's notes stand below. */
export async function convertPptx(bytes: Uint8Array, limits: DocumentLimits): Promise<string> {
  const { content } = await parseOffice(openPackage(bytes, limits, ungrouped), {
    ocr: false,
    extractAttachments: false,
  });
  const slides = content.filter(({ type }) => type === "slide");
  if (slides.length > limits.maxSlides)
    throw new ParseError(
      `The presentation has ${slides.length} slides; at most ${limits.maxSlides} are read. Split it.`,
    );
  const writer = createMarkdownWriter(limits.maxText);
  for (const [i, node] of content.entries()) {
    if (node.type === "slide") writeSlide(writer, node, slideNumber(node) ?? i + 1);
    else writeNode(writer, node);
  }
  return writer.end();
}

const slideNumber = ({ metadata }: OfficeContentNode): number | undefined =>
  (metadata as SlideMetadata | undefined)?.slideNumber;

function writeSlide(writer: MarkdownWriter, slide: OfficeContentNode, number: number): void {
  const nodes = slide.children ?? [];
  const at = nodes.findIndex((node) => isText(node) && textOf(node) !== "");
  const first = at < 0 ? "" : textOf(nodes[at]!);
  const titled = first !== "" && first.length <= LONGEST_TITLE && !first.includes("\n");
  const filled = nodes.some((node) => textOf(node) !== "");
  if (!filled) return;
  writer.heading(2, titled ? first : `Slide ${number}`, `slide-${number}`);
  const rest = titled ? nodes.filter((_, i) => i !== at) : nodes;
  // A slide that is nothing but its title is still found by it.
  if (titled && !rest.some((node) => textOf(node) !== "")) writer.paragraph(first);
  writeNodes(writer, rest);
}

const isText = ({ type }: OfficeContentNode): boolean => type === "paragraph" || type === "heading";

/** Items are numbered by their level; one that follows a deeper one goes on with the numbers before that. */
function writeNodes(writer: MarkdownWriter, nodes: readonly OfficeContentNode[]): void {
  let numbers: number[] = [];
  for (const node of nodes) {
    if (node.type !== "list") {
      numbers = [];
      writeNode(writer, node);
      continue;
    }
    const { listType, indentation, itemIndex } = node.metadata as ListMetadata;
    const depth = Math.min(Math.max(indentation, 0), DEEPEST);
    const begins = itemIndex === 0 && numbers.length <= depth + 1;
    numbers.length = Math.min(numbers.length, depth + 1);
    numbers[depth] = begins ? 1 : (numbers[depth] ?? itemIndex) + 1;
    const bullet = listType !== "ordered";
    writer.item(`${bullet ? "" : `${numbers[depth]}. `}${textOf(node)}`, { depth, bullet });
  }
}

function writeNode(writer: MarkdownWriter, node: OfficeContentNode): void {
  if (node.type === "table") writer.table([], tableRows(node));
  else if (node.type === "list") writeNodes(writer, [node]);
  else if (isText(node) || node.type === "text") writer.paragraph(textOf(node));
  else writeNodes(writer, node.children ?? []);
}

const tableRows = (table: OfficeContentNode): string[][] =>
  (table.children ?? []).filter(({ type }) => type === "row").map((row) => (row.children ?? []).map(textOf));

/** A node's own text, or that of its parts, paragraph by paragraph. */
function textOf(node: OfficeContentNode): string {
  const parts = node.children ?? [];
  if (parts.length === 0) return (node.text ?? "").trim();
  return parts
    .map((part) => (part.children ? textOf(part) : (part.text ?? "")))
    .join(parts.some(isText) ? "\n" : "")
    .trim();
}
