import { useEffect } from 'react'

/** Names the browser's tab after the page, so that ten open ones can be told apart. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Tandem`
  }, [title])
}
