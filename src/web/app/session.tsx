import { createContext, Fragment, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { ApiError, type Client, createClient } from "../client.ts";
import { forgetTab, keepTabFor } from "../ui/kept/tab-storage.ts";
import { Failure, Loading } from "../ui/states.tsx";
import type { Me, Member } from "../wire.ts";
import { AcceptInvitation, isInvitation } from "./accept-invitation.tsx";
import { chosenTenant } from "./chosen-tenant.ts";
import { SignIn, SignInAgain } from "./sign-in.tsx";

interface SessionValue {
  readonly client: Client;
  readonly me: Me;
  readonly members: ReadonlyMap<string, Member>;
  can(action: string): boolean;
  /** Reads anew who one is and who works here. */
  reload(): Promise<void>;
  signOut(): Promise<void>;
}

const Context = createContext<SessionValue | null>(null);
type State = { readonly kind: "loading" | "out" } | { readonly kind: "failed"; readonly error: unknown } | In;
interface In {
  readonly kind: "in";
  readonly me: Me;
  readonly members: ReadonlyMap<string, Member>;
}

/** The same over all tenants that somebody works in. */
const personOf = (me: Me): string => me.member?.email ?? me.id;

/**
 * Signs in before anything else; when the session ends later, asks again above the page, so that nothing typed is lost.
 * Who signs in then as somebody else, or signs out, finds nothing of what was typed.
 */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<State>({ kind: "loading" });
  const [expired, setExpired] = useState(false);
  const client = useMemo(() => createClient({ tenant: chosenTenant.read, onExpired: () => setExpired(true) }), []);

  const load = useCallback(async (): Promise<void> => {
    try {
      const [me, { members }] = await Promise.all([
        client.json<Me>("/v1/me"),
        client.json<{ members: Member[] }>("/v1/members"),
      ]);
      keepTabFor(personOf(me));
      setState({ kind: "in", me, members: new Map(members.map((member) => [member.id, member])) });
      setExpired(false);
    } catch (error) {
      // Somebody else signed in on this device, or the membership has ended.
      if (error instanceof ApiError && error.status === 403 && chosenTenant.read() !== null) {
        chosenTenant.forget();
        return load();
      }
      const out = error instanceof ApiError && error.status === 401;
      setState((before) => (before.kind === "in" ? before : out ? { kind: "out" } : { kind: "failed", error }));
    }
  }, [client]);
  useEffect(() => void load(), [load]);

  const signOut = useCallback(async () => {
    await client.json("/v1/auth/sign-out", { method: "POST" }).catch(() => {});
    forgetTab();
    setState({ kind: "out" });
    setExpired(false);
  }, [client]);
  const value = useMemo(
    () =>
      state.kind === "in"
        ? {
            client,
            me: state.me,
            members: state.members,
            can: (action: string) => state.me.actions.includes(action),
            reload: load,
            signOut,
          }
        : null,
    [state, client, load, signOut],
  );

  if (state.kind === "loading") return <Loading page />;
  if (state.kind === "failed") return <Failure error={state.error} onRetry={load} page />;
  if (value === null && isInvitation()) return <AcceptInvitation client={client} onDone={load} />;
  if (value === null) return <SignIn client={client} onDone={load} />;
  return (
    <Context value={value}>
      <Fragment key={personOf(value.me)}>{children}</Fragment>
      {expired && <SignInAgain client={client} email={value.me.member?.email ?? ""} onDone={load} />}
    </Context>
  );
}

export function useSession(): SessionValue {
  const value = useContext(Context);
  if (value === null) throw new Error("useSession stands outside of SessionProvider.");
  return value;
}
