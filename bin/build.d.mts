export function buildServer(): Promise<boolean>
export function buildWeb(): Promise<boolean>
export function bundle(input: Record<string, string>, folder: string): Promise<void>
