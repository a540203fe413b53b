document.body.textContent = ''
