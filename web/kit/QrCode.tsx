import encodeQr from 'qr'

const QUIET_CELLS = 2

/** A text as a QR code that a phone's camera reads; dark on white in every theme. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const cells = encodeQr(text, 'raw', { ecc: 'medium', border: QUIET_CELLS })
  const path = cells
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('')
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${cells.length} ${cells.length}`}
      shapeRendering="crispEdges"
      className="mx-auto block w-full max-w-72 rounded-card"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
