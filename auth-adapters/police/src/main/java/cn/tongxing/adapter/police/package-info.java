/**
 * 公安实名认证: the register's check of name and number, and the national network identity (网证).
 *
 * <p>Owns the wire formats of both services and nothing else: pages, phone codes, limits and levels
 * are the host's. Sources: the classic service of 全国公民身份证号码查询服务中心 (SOAP 1.1); 国家网络身份认证公共服务管理办法 (in
 * force 2025-07-15), GM/T 0002, 0003, 0004 (SM4, SM2, SM3).
 */
@NullMarked
package cn.tongxing.adapter.police;

import org.jspecify.annotations.NullMarked;
