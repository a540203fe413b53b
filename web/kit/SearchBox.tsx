import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { IconButton } from './Parts.tsx'

type Props = {
  label: string
  clearLabel: string
  value: string
  /** What was typed, told when the fingers rest; at once on Enter and on clearing. */
  onSearch: (value: string) => void
  className?: string
}

const REST_MS = 200

/** A box to search by; Escape or the cross clears it. */
export function SearchBox({ label, clearLabel, value, onSearch, className = '' }: Props) {
  const box = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value)
  const [told, setTold] = useState(value)
  const [seen, setSeen] = useState(value)
  // The address changed by another way (back, a cleared filter): the box follows.
  if (value !== seen) {
    setSeen(value)
    if (value !== told) {
      setTold(value)
      setTyped(value)
    }
  }
  const tell = (next: string) => {
    setTyped(next)
    setTold(next)
    onSearch(next)
  }
  useEffect(() => {
    if (typed === told) return undefined
    const timer = setTimeout(() => {
      setTold(typed)
      onSearch(typed)
    }, REST_MS)
    return () => clearTimeout(timer)
  }, [typed, told, onSearch])
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') tell(typed)
    else if (event.key === 'Escape' && typed) tell('')
    else return
    event.preventDefault()
  }
  return (
    <search className={`relative block ${className}`}>
      <Search
        size={18}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-faint"
      />
      <input
        ref={box}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        aria-label={label}
        placeholder={label}
        value={typed}
        maxLength={100}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKey}
        className="min-h-11 w-full rounded-control border border-edge bg-card pr-11 pl-10 text-base placeholder:text-faint focus:border-accent"
      />
      {typed && (
        <IconButton
          label={clearLabel}
          className="absolute top-0 right-0"
          onClick={() => {
            tell('')
            box.current?.focus()
          }}
        >
          <X size={18} aria-hidden />
        </IconButton>
      )}
    </search>
  )
}
