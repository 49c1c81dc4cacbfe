package cn.tongxing.idp.protocol;

import java.net.URI;

/**
 * The city's own texts, as discovery names them.
 *
 * @param privacy what is done with people's data ({@code op_policy_uri})
 * @param terms of use ({@code op_tos_uri})
 */
public record PublishedPages(URI privacy, URI terms) {}
