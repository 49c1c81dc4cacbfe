/** The whole line: simulator, server and the two sample departments, walked in a real browser. */
package cn.tongxing.idp.line;
