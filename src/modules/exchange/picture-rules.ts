/** A path as pictures are compared by: an ERP writes it with either slash and in any case. */
export const picturePath = (name: string): string =>
  name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()

/**
 * Finds pictures by the path that goods name: the whole path, or its end when folders or an
 * archive stand before it. An end that two pictures share means neither.
 */
export function pictureIndex(pictures: readonly { path: string; fileId: string }[]) {
  const byEnd = new Map<string, string | null>()
  for (const { path, fileId } of pictures) {
    const parts = path.split('/')
    for (let from = 0; from < parts.length; from += 1) {
      const end = parts.slice(from).join('/')
      const known = byEnd.get(end)
      byEnd.set(end, known === undefined || known === fileId ? fileId : null)
    }
  }
  // A whole path is that picture, whatever else ends so.
  for (const { path, fileId } of pictures) byEnd.set(path, fileId)
  return (named: string): string | null => byEnd.get(picturePath(named)) ?? null
}
