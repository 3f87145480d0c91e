/* practice_worker.js: compiles a story in ink beside the page, so that a long or broken one never makes it stand still. */
let loaded = false;
onmessage = ({ data: { compiler, source, n } }) => {
  if (!loaded) importScripts(compiler);
  loaded = true;
  const said = [];
  let json = null;
  try {
    const options = new inkjs.CompilerOptions(null, [], false, text => said.push(text));
    const story = new inkjs.Compiler(source, options).Compile();
    if (said.length === 0) json = story.ToJson();
  } catch (error) {
    if (said.length === 0) said.push(String(error.message ?? error));
  }
  postMessage({ n, json, said });
};
