import { ProgressType, RequestType } from 'vscode-jsonrpc';
import type { AddProgress } from '../models/addProgress.ts';
import type { InstalledModel } from '../models/installedModel.ts';

/** Settings that requests about models need: folder of models and model hub, each empty for the default. */
export interface ModelSettings {
  readonly folder: string;
  readonly hub: string;
}

/** A place from which something can be downloaded, and how many bytes that takes. */
export interface DownloadSource {
  readonly host: string;
  readonly bytes: number;
}

/** A known model, for the list to choose from. */
export interface OfferedModel {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly licence: string;
  /** Bytes on disk. */
  readonly bytes: number;
  readonly installed: boolean;
  /** In the order in which they are tried. */
  readonly sources: readonly DownloadSource[];
}

/** An installed model, and what is wrong with its files, if anything is. */
export interface ListedModel {
  readonly model: InstalledModel;
  readonly trouble: string | null;
}

/** What is installed and what could be. */
export interface Models {
  /** The folder of models. */
  readonly folder: string;
  readonly installed: readonly ListedModel[];
  readonly offered: readonly OfferedModel[];
  /** Host of the model hub. */
  readonly hub: string;
}

export interface AddModelParams {
  /** A known model's id, a path, or a hub id. */
  readonly model: string;
  /** Options that say how it is run, as they are written on the command line. */
  readonly options: string;
  readonly settings: ModelSettings;
  /** Token under which progress is reported. */
  readonly progress: string;
}

export interface AddedModel {
  readonly model: InstalledModel;
  /** What was assumed, in sentences. */
  readonly notes: readonly string[];
}

/** What installing CUDA support takes. */
export interface CudaPlan {
  readonly source: DownloadSource;
  readonly version: string;
  /** What the machine must have besides. */
  readonly needs: string;
}

export const modelsRequest = new RequestType<ModelSettings, Models, void>('models');
/** Gets a model, checks it and lists it. An error with `modelRecipeCode` says which options are lacking. */
export const addModelRequest = new RequestType<AddModelParams, AddedModel, void>('addModel');
/** Answers whether its files were deleted too. */
export const removeModelRequest = new RequestType<
  { readonly id: string; readonly settings: ModelSettings },
  { readonly files: boolean },
  void
>('removeModel');
/** Fails where there is no CUDA support, saying what runs models on the GPU there. */
export const cudaPlanRequest = new RequestType<void, CudaPlan, void>('cudaPlan');
export const installCudaRequest = new RequestType<
  { readonly settings: ModelSettings; readonly progress: string },
  { readonly folder: string; readonly needs: string },
  void
>('installCuda');

/** Progress of adding a model or CUDA support, under the token given in the request. */
export const modelProgress = new ProgressType<AddProgress>();

/** `ResponseError` code of an added model whose files do not say how it is run. */
export const modelRecipeCode = -32052;
