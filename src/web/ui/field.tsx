import { type ReactNode, useId } from "react";
import "./forms.css";

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly children: (id: string) => ReactNode;
}

/** A labelled field of a form, with a hint below where there is one. */
export function Field({ label, hint, children }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint !== undefined && <span className="soft hint">{hint}</span>}
    </div>
  );
}
