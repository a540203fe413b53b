import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const screens = ['shop', 'field', 'office', 'api']

export default defineConfig({
  root: 'web',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: Object.fromEntries(screens.map((screen) => [screen, `web/${screen}/index.html`])),
      output: {
        codeSplitting: {
          // Every screen begins with these: in pieces they weigh more than together.
          groups: [{ name: 'signed-in', test: /\/web\/(?:signin\/me|order\/cart)\.tsx?$/ }],
        },
      },
    },
  },
})
