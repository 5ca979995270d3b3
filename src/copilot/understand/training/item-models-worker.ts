import { parentPort, workerData } from "node:worker_threads";
import { trainItemModels } from "./item-models.ts";
import { type ItemTask, unshare } from "./item-models-thread.ts";

const { shared, options, seed } = workerData as ItemTask;
parentPort!.postMessage(trainItemModels(unshare(shared), options, seed));
