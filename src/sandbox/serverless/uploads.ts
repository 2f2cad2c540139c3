import { at, created, type Endpoint } from "./endpoint";
import { pathFault } from "./paths";
import { invalid } from "./refusal";

const visibilities = ["public", "protected", "private"];

const megabyte = 1024 * 1024;

/** By visibility: https://www.twilio.com/docs/serverless/functions-assets/assets */
const assetBytes = (visibility: string) => (visibility === "private" ? 10 : 25) * megabyte;

/**
 * A Function or Asset is a name; its contents come as Versions of it.
 * https://www.twilio.com/docs/serverless/api/resource/function and …/function-version, …/asset, …/asset-version
 */
function endpointsFor(list: "Functions" | "Assets"): Endpoint[] {
  const create: Endpoint = {
    method: "POST",
    host: "serverless.twilio.com",
    path: at(`Services/{sid}/${list}`),
    answer: ({ path, form, tree }) =>
      created(tree.add(path, { friendly_name: form.required("FriendlyName", { characters: 255 }) })),
  };
  const upload: Endpoint = {
    method: "POST",
    host: "serverless-upload.twilio.com",
    path: at(`Services/{sid}/${list}/{sid}/Versions`),
    answer: async ({ path: versions, form, tree, record }) => {
      const path = form.required("Path", { characters: 255 });
      const fault = pathFault(path);
      if (fault !== undefined) throw invalid(fault);
      const visibility = form.required("Visibility", { characters: 255 });
      if (!visibilities.includes(visibility)) throw invalid(`Visibility: "${visibility}"`);
      const file = await form.file("Content");
      if (list === "Assets" && file.content.length > assetBytes(visibility))
        throw invalid(`The content of a ${visibility} Asset may have ${assetBytes(visibility)} bytes`);
      const version = tree.add(versions, { path, visibility });
      const uploads = list === "Functions" ? record.functions : record.assets;
      uploads.push({ sid: version.sid, path, visibility, ...file });
      return created(version);
    },
  };
  return [create, upload];
}

export const uploadEndpoints = [...endpointsFor("Functions"), ...endpointsFor("Assets")];
