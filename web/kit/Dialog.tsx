import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button, IconButton } from './Parts.tsx'

type Props = {
  open: boolean
  close: () => void
  title: string
  closeLabel: string
  children?: ReactNode
}

/**
 * A sheet from below on a phone, a window in the middle on a desk. The browser's own dialog keeps
 * the focus inside, closes on Escape and gives the focus back.
 */
export function Dialog({ open, close, title, closeLabel, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (open && dialog.current && !dialog.current.open) {
      dialog.current.showModal()
      // What was there before it opened could not take the focus yet.
      dialog.current.querySelector<HTMLElement>('[data-focus]')?.focus()
    }
    if (!open && dialog.current?.open) dialog.current.close()
  }, [open])
  return (
    <dialog ref={dialog} className="sheet" aria-labelledby={titleId} onClose={close}>
      <div className="flex items-center justify-between gap-3">
        <h2 id={titleId} className="text-lg font-bold">
          {title}
        </h2>
        <IconButton label={closeLabel} onClick={close}>
          <X size={20} aria-hidden />
        </IconButton>
      </div>
      {open && <div className="mt-3">{children}</div>}
    </dialog>
  )
}

type ConfirmProps = Props & { yes: string; no: string; busy?: boolean; confirm: () => void }

/** Asks before what cannot be taken back; the safe answer has the focus. */
export function ConfirmDialog({ yes, no, busy = false, confirm, children, ...rest }: ConfirmProps) {
  return (
    <Dialog {...rest}>
      {children}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button data-focus onClick={rest.close}>
          {no}
        </Button>
        <Button look="danger" busy={busy} onClick={confirm}>
          {yes}
        </Button>
      </div>
    </Dialog>
  )
}
