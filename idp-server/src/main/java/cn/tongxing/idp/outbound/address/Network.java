package cn.tongxing.idp.outbound.address;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * A range of addresses in CIDR notation (RFC 4632, RFC 4291 2.3).
 *
 * @param length of the prefix in bits
 * @param bits of an address of this family: 32 or 128
 */
record Network(BigInteger first, int length, int bits) {

  /**
   * Reads {@code 10.0.0.0/8}; a lone address is a network of one.
   *
   * @throws IllegalArgumentException if it is none, or has bits set behind its prefix
   */
  static Network parse(String written) {
    String[] parts = written.strip().split("/", -1);
    byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
    int bits = address.length * 8;
    int length = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
    if (parts.length > 2 || length < 0 || length > bits) {
      throw new IllegalArgumentException(written + " is no network");
    }
    Network network = new Network(new BigInteger(1, address), length, bits);
    if (network.first.getLowestSetBit() >= 0 && network.first.getLowestSetBit() < bits - length) {
      throw new IllegalArgumentException(written + " has bits set behind its prefix");
    }
    return network;
  }

  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length * 8 == bits && startsHere(new BigInteger(1, bytes));
  }

  boolean contains(Network other) {
    return other.bits == bits && other.length >= length && startsHere(other.first);
  }

  private boolean startsHere(BigInteger address) {
    return address.shiftRight(bits - length).equals(first.shiftRight(bits - length));
  }
}
