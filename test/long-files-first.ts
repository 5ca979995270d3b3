import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take from half a minute to two: browsers, and processes that are killed and started again. */
const LONG = /\/test\/(?:browser|faults)\/|kill\.test\.ts$/;

/** Starts the long files first: one that came last would keep one worker busy while the other has nothing left. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
