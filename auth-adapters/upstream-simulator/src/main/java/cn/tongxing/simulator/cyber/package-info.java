/**
 * The national network identity: envelopes of SM2 and SM4, the app as a web page, the check of a
 * credential. The container of the real service is not public; this one is the project's own.
 */
@NullMarked
package cn.tongxing.simulator.cyber;

import org.jspecify.annotations.NullMarked;
