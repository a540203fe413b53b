import type { FileRefusal, FileRefusalCode } from './records.ts'

/** Unwinds the parser's callbacks; the reader catches it and answers with its refusal. */
export class FileRefused extends Error {
  readonly refusal: FileRefusal
  constructor(code: FileRefusalCode, at: { file: string; line: number; detail: string }) {
    super(`${code}: ${at.detail}`)
    this.refusal = { code, ...at }
  }
}
