import { createHash } from "node:crypto";

export interface Ids {
  /** `c7fdc0ba-f3df-4e30-a7fc-397940a6f675` */
  uuid: () => string;
  /** `rf_o6aDxhawR227gt5wgZ2I` */
  legacy: () => string;
  /** `rfw_6962ccb5_80d23dc13c024d38873534471681379c`, of which the middle is the organisation's. */
  event: () => string;
}

/** The same ids in the same order each time. */
export function createIds(): Ids {
  let count = 0;
  const hex = () =>
    createHash("md5")
      .update(`volt ${(count += 1)}`)
      .digest("hex");
  const uuid = () => hex().replace(/^(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-4$3-a$4-");
  return {
    uuid,
    legacy: () => `rf_${hex().slice(0, 20)}`,
    event: () => `rfw_5a9d0c01_${uuid().replaceAll("-", "")}`,
  };
}
