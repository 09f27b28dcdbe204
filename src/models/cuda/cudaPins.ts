import type { ModelFile } from '../installedModel.ts';

/** The CUDA provider of one version of ONNX Runtime for one platform, pinned by content. */
export interface CudaPin {
  /** `onnxruntime-node` that it belongs to: the same version, or it is not loaded. */
  readonly version: string;
  /** `process.platform` and `process.arch`. */
  readonly target: string;
  /** The archive (a Python wheel, which is a zip) that holds the libraries. */
  readonly archive: { readonly url: string; readonly sha256: string; readonly bytes: number };
  /** Libraries that go beside the runtime's own. */
  readonly libraries: readonly ModelFile[];
  /** What else the machine must have, for users. */
  readonly needs: string;
}

/**
 * All that are known. ONNX Runtime publishes the provider in a NuGet package and in a Python wheel, of the same build; the
 * wheel is pinned here.
 */
export const cudaPins: readonly CudaPin[] = [
  {
    version: '1.30.0',
    target: 'linux-x64',
    archive: {
      url: 'https://files.pythonhosted.org/packages/9e/80/d96143329dbe925d434b016c890a5caa785fac8e14a1570e5d6818b63545/onnxruntime_gpu-1.30.0-cp312-cp312-manylinux_2_28_x86_64.whl',
      sha256: '6acc0f4b3d5ac5f2984432faa59dd8fcce6775f8b43a7140afa0f322c7a703b1',
      bytes: 246_685_715,
    },
    libraries: [
      {
        path: 'libonnxruntime_providers_cuda.so',
        sha256: '35da2e7ed0dd0d1aec5cdb16ce11a51d06c0c48cf62d1b1c9332946a4fae14fc',
        bytes: 272_049_904,
      },
      {
        path: 'libonnxruntime_providers_shared.so',
        sha256: '086ec1d5388f64153d9c63470d126693db9a182c8ce236d3a1119068471b8a0d',
        bytes: 14_632,
      },
    ],
    needs:
      'It needs an NVIDIA driver and the libraries of CUDA 13 (libcudart, libcublas, libcublasLt, libcurand) on the library path.',
  },
];
