import { parentPort, workerData } from "node:worker_threads";
import { type OpinionTask, unshare } from "./opinion-thread.ts";
import { trainOpinions } from "./opinions.ts";

const { shared, options, seed } = workerData as OpinionTask;
parentPort!.postMessage(trainOpinions(unshare(shared), options, seed));
