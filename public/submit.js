// Sends the form of the page at once. With data-submit="fragment" it carries what stands after the # of the address.
;(() => {
  const form = document.querySelector('form[data-submit]')
  if (!form) return
  if (form.dataset.submit === 'fragment') {
    const answer = location.hash.slice(1)
    if (answer === '') return
    form.elements.fragment.value = answer
    // The code is to be found neither in the address bar nor in the history.
    history.replaceState(null, '', location.pathname)
  }
  form.submit()
})()
