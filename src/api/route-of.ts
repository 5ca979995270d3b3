import type { Context } from "hono";
import { matchedRoutes } from "hono/route";

/**
 * The route that was meant, as it is published (`/v1/surveys/{token}`); `none` where no route is for what was asked. It
 * stands for the address wherever one is logged or counted: ids, questions and signed links stand in addresses.
 */
export function routeOf(c: Context): string {
  const route = matchedRoutes(c).findLast(({ method, path }) => method !== "ALL" && path !== "*" && path !== "/*");
  return route === undefined ? "none" : route.path.replace(/:(\w+)(\{[^}]*\})?/g, "{$1}");
}
