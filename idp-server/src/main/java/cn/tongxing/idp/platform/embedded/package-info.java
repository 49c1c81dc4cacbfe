/**
 * A real PostgreSQL and a real Redis started by the server itself when none is configured, from
 * binaries that come as Maven artefacts. Owns the data folder: lock, ports, passwords, process
 * files. Hands over addresses and nothing else; the rest of the server cannot tell these services
 * from configured ones.
 */
@NullMarked
package cn.tongxing.idp.platform.embedded;

import org.jspecify.annotations.NullMarked;
