/** How much one file may hold; beyond it the file is refused with the line it was noticed at. */
export type FileLimits = {
  /** Unpacked bytes. */
  bytesMax: number
  /** How many times a packed file may grow; real exports reach 50, bombs 1 000. */
  growthMax: number
  /** Growth is judged only above this many unpacked bytes. */
  growthJudgedAboveBytes: number
  depthMax: number
  /** Characters of one text, comment, tag or attribute. */
  textCharsMax: number
  attributesMax: number
  /** Elements and characters of one record. */
  recordElementsMax: number
  recordCharsMax: number
  recordsMax: number
  /** Characters of groups, properties, price types and the like of all files. */
  classifierCharsMax: number
  /** Control characters passed over before the file is held to be none of ours. */
  controlCharactersMax: number
}

export const FILE_LIMITS: FileLimits = {
  bytesMax: 1_073_741_824,
  growthMax: 200,
  growthJudgedAboveBytes: 2_097_152,
  depthMax: 64,
  textCharsMax: 1_048_576,
  attributesMax: 64,
  recordElementsMax: 200_000,
  recordCharsMax: 8_388_608,
  recordsMax: 3_000_000,
  classifierCharsMax: 67_108_864,
  controlCharactersMax: 100,
}

/** How much one upload may hold: a folder, an archive or the files of one exchange. */
export type UploadLimits = {
  filesMax: number
  /** Unpacked bytes of an archive. */
  bytesMax: number
  growthMax: number
  growthJudgedAboveBytes: number
  /** Folders within folders. */
  depthMax: number
}

export const UPLOAD_LIMITS: UploadLimits = {
  filesMax: 20_000,
  bytesMax: 4_294_967_296,
  growthMax: 200,
  growthJudgedAboveBytes: 4_194_304,
  depthMax: 16,
}

/** How much one workbook may hold. Excel itself writes no more rows than these. */
export type WorkbookLimits = {
  zip: UploadLimits
  rowsMax: number
  columnsMax: number
  cellsMax: number
  /** Texts that cells share, and their letters in bytes: they are kept while a sheet is read. */
  stringsMax: number
  stringBytesMax: number
}

export const WORKBOOK_LIMITS: WorkbookLimits = {
  zip: {
    filesMax: 2_000,
    bytesMax: 1_073_741_824,
    growthMax: 200,
    growthJudgedAboveBytes: 4_194_304,
    depthMax: 16,
  },
  rowsMax: 1_048_576,
  columnsMax: 1_000,
  cellsMax: 20_000_000,
  stringsMax: 4_000_000,
  stringBytesMax: 134_217_728,
}
