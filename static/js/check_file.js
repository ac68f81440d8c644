// A file that is dropped on the form is checked at once. Without this the form works as any other.

const form = document.querySelector("[data-drop]");
const field = form.querySelector("input[type=file]");
const place = form.querySelector(".check-drop");
place.hidden = false;

for (const name of ["dragenter", "dragover"]) {
  form.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.add("check-form--over");
  });
}
for (const name of ["dragleave", "drop"]) {
  form.addEventListener(name, () => form.classList.remove("check-form--over"));
}
form.addEventListener("drop", (event) => {
  event.preventDefault();
  const files = event.dataTransfer.files;
  if (files.length !== 1) return;
  field.files = files;
  form.requestSubmit();
});
