import "./tab-row.css";

interface Props<Name extends string> {
  readonly label: string;
  readonly names: readonly Name[];
  readonly words: Readonly<Record<Name, string>>;
  readonly shown: Name;
  /** The id of the panel that the tabs rule over, below a line. */
  readonly panel?: string;
  readonly onShow: (name: Name) => void;
}

/** Tabs in a row, one of them chosen. */
export function Tabs<Name extends string>({ label, names, words, shown, panel, onShow }: Props<Name>) {
  return (
    <div className={panel === undefined ? "tab-row" : "tab-row ruled"} role="tablist" aria-label={label}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={name === shown}
          aria-controls={panel}
          onClick={() => onShow(name)}
        >
          {words[name]}
        </button>
      ))}
    </div>
  );
}
