import { call, refusedBy } from '../../call.ts'
import { keptLanguage } from '../../kit/language.ts'
import { newId } from '../../order/cart.ts'

type Told = (how: { no: number; of: number; name: string }) => void

/**
 * Sends files as one upload and has them read; what is refused leaves no half of it behind. Returns
 * the run that tells what an import would change.
 */
export async function sendUpload(distributor: string, files: File[], tell: Told): Promise<string> {
  const uploadId = newId()
  try {
    for (const [i, file] of files.entries()) {
      const no = i + 1
      tell({ no, of: files.length, name: file.name })
      await sendFile(`/files/${distributor}/uploads/${uploadId}/${no}`, file, nameOf(files, i))
    }
    const { runId } = await call.exchange.checkUpload({ distributor, uploadId, runId: newId() })
    return runId
  } catch (error) {
    await call.exchange.dropUpload({ distributor, uploadId }).catch(() => undefined)
    throw error
  }
}

// Files of two folders may be called alike.
function nameOf(files: File[], at: number): string {
  const name = files[at]?.name ?? ''
  const twin = files.findIndex((file) => file.name === name) < at
  return twin ? `${at + 1}/${name}` : name
}

/** Sends a file's bytes under its name. */
export async function sendFile(path: string, file: File, name: string): Promise<void> {
  const reply = await fetch(`${path}?name=${encodeURIComponent(name)}`, {
    method: 'PUT',
    headers: {
      'x-tandem-request': '1',
      'accept-language': keptLanguage(),
      'content-type': 'application/octet-stream',
    },
    body: file,
  })
  if (!reply.ok) throw await refusedBy(reply)
}
