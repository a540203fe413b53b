import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { Failed } from '../../Failed.tsx'
import { Button } from '../../kit/Parts.tsx'

type Props = {
  title: string
  how: string
  choose: string
  accept: string
  multiple?: boolean
  busy: boolean
  /** How far the sending is. */
  told: string
  error: unknown
  take: (files: File[]) => void
  testId: string
  children?: ReactNode
}

/** Where files are dropped with the mouse, or chosen. */
export function DropZone({ title, how, take, busy, children, ...rest }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const took = (files: FileList | null) => {
    if (files && files.length > 0 && !busy) take([...files])
  }
  const drag = (entered: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(entered)
  }
  return (
    <fieldset
      data-testid="drop-zone"
      className={`min-w-0 rounded-card border-2 border-dashed p-4 ${over ? 'border-accent bg-accent-pale' : 'border-edge bg-card'}`}
      onDragEnter={drag(true)}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event)
        took(event.dataTransfer.files)
      }}
    >
      <legend className="sr-only">{title}</legend>
      <h2 className="font-semibold">{title}</h2>
      <p className="mt-1 mb-3 max-w-2xl text-sm text-soft">{how}</p>
      {children}
      <input
        ref={input}
        type="file"
        multiple={rest.multiple ?? false}
        accept={rest.accept}
        className="hidden"
        data-testid={rest.testId}
        onChange={(event) => {
          took(event.target.files)
          event.target.value = ''
        }}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" busy={busy} onClick={() => input.current?.click()}>
          {rest.choose}
        </Button>
        <span role="status" className="min-w-0 text-sm break-all text-soft">
          {busy && rest.told}
        </span>
      </div>
      {rest.error !== null && (
        <div className="mt-3">
          <Failed error={rest.error} />
        </div>
      )}
    </fieldset>
  )
}
