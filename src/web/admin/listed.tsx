import type { ReactNode } from "react";
import { Failure, Loading, Nothing } from "../ui/states.tsx";
import type { Resource } from "../ui/use-resource.ts";

/** What was asked for once it is there; before that that it loads, failed, or is empty. */
export function Listed<Value>({
  resource: { value, error, reload },
  isEmpty,
  empty,
  children,
}: {
  readonly resource: Resource<Value>;
  readonly isEmpty?: (value: Value) => boolean;
  readonly empty?: string;
  readonly children: (value: Value) => ReactNode;
}) {
  if (value === undefined) return error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />;
  return isEmpty?.(value) ? <Nothing title={empty ?? ""} /> : children(value);
}
