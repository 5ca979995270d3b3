import { type Key, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";

interface Props<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => Key;
  readonly rowHeight: number;
  readonly label: string;
  readonly active: number;
  readonly render: (item: Item, index: number) => ReactNode;
  /** The end is near. */
  readonly onEnd: () => void;
}

const SPARE_ROWS = 6;

/** A list of equal rows that draws only those in sight, so that thousands cost no more than twenty. */
export function VirtualList<Item>({ items, keyOf, rowHeight, label, active, render, onEnd }: Props<Item>) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);

  useLayoutEffect(() => {
    const node = box.current!;
    const watch = new ResizeObserver(() => setHeight(node.clientHeight));
    watch.observe(node);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const node = box.current!;
    if (active < 0) return;
    const at = active * rowHeight;
    if (at < node.scrollTop) node.scrollTop = at;
    else if (at + rowHeight > node.scrollTop + node.clientHeight) node.scrollTop = at + rowHeight - node.clientHeight;
  }, [active, rowHeight]);

  const first = Math.max(0, Math.floor(top / rowHeight) - SPARE_ROWS);
  const last = Math.min(items.length, Math.ceil((top + height) / rowHeight) + SPARE_ROWS);
  useEffect(() => {
    if (items.length > 0 && last >= items.length) onEnd();
  }, [last, items.length, onEnd]);

  return (
    <div ref={box} className="virtual" onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <ul aria-label={label} style={{ height: items.length * rowHeight }}>
        {items.slice(first, last).map((item, offset) => {
          const index = first + offset;
          const place = { transform: `translateY(${index * rowHeight}px)`, height: rowHeight };
          return (
            <li key={keyOf(item)} style={place} aria-setsize={items.length} aria-posinset={index + 1}>
              {render(item, index)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
