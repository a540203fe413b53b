import { call } from '../../../call.ts'
import { newId } from '../../../order/cart.ts'
import { sendFile } from '../send-upload.ts'

/** Sends a table; what turns out to be none is not left behind. Returns the upload, or why not. */
export async function sendTable(distributor: string, file: File) {
  const uploadId = newId()
  await sendFile(`/files/${distributor}/tables/${uploadId}`, file, file.name)
  const { refused } = await call.exchange.table({ distributor, uploadId })
  if (refused) await call.exchange.dropUpload({ distributor, uploadId }).catch(() => undefined)
  return { uploadId, refused, name: file.name }
}
