declare module '@20minutes/s3rver' {
  /** An S3-compatible server with its objects in a folder. */
  export default class S3rver {
    constructor(options: { readonly address: string; readonly port: number; readonly directory: string; readonly silent: boolean; readonly allowMismatchedSignatures: boolean });
    run(): Promise<{ readonly port: number }>;
    close(): Promise<void>;
  }
}
