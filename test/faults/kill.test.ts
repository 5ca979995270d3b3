import { expect, test } from "vitest";
import { prepareCast } from "../../evals/faults/cast.ts";
import { newPlace } from "../../evals/faults/place.ts";
import { runRound } from "../../evals/faults/round.ts";
import { randomOf } from "../../evals/random.ts";
import { migratedFolder } from "../support/migrated-folder.ts";

const kind = process.env["TEST_DATABASE_URL"] === undefined ? "embedded" : "native";

test("kill -9 under load loses nothing that was confirmed, doubles nothing, and leaves no customer without a proposal", {
  timeout: 240_000,
}, async () => {
  const place = await newPlace(kind, await migratedFolder());
  try {
    const cast = await prepareCast(place);
    const { findings } = await runRound(place, cast, randomOf(Date.now()));
    expect(findings).toEqual({ lost: [], duplicated: [], doubleSent: [], unapproved: [], broken: [] });
  } finally {
    await place.remove();
  }
});
