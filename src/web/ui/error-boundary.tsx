import { Component, type ReactNode } from "react";
import { Failure } from "./states.tsx";

/** Keeps the rest of the page alive when a part of it breaks. React asks for a class here. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <Failure error={this.state.error} onRetry={() => location.reload()} />;
  }
}
