import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { pgTable, serial, text } from "drizzle-orm/pg-core";
import pg from "pg";

const users = pgTable("users", { id: serial("id").primaryKey(), name: text("name") });
const db = drizzle(new pg.Pool());

export const handler = async () => db.select().from(users).where(sql`id = 1`).toSQL().sql;
