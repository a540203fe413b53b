export { type ImportRequest, importUpload } from './import-upload.ts'
export { plugCommerceml } from './protocol.ts'
