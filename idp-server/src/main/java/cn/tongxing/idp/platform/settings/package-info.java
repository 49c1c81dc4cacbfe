/**
 * Strict configuration: every {@code idp.*} setting is a component of a settings record, found by
 * scanning; what no record has, and what a record refuses, stops the start before anything runs.
 * Why so: {@code docs/adr/0018-strict-settings.md}.
 */
@NullMarked
package cn.tongxing.idp.platform.settings;

import org.jspecify.annotations.NullMarked;
