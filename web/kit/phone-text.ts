const UKRAINIAN = /^\+380(\d{2})(\d{3})(\d{2})(\d{2})$/

/** A phone as people read it aloud: «+380 67 100 01 00»; one of another country as it stands. */
export const phoneText = (phone: string): string => phone.replace(UKRAINIAN, '+380 $1 $2 $3 $4')
