/// The actions of this family.
package enum RouteTableActions {
  static let all: [Action] = [
    .write(createRouteTable),
    .write(deleteRouteTable),
    .read(describeRouteTables),
    .write(createRoute),
    .write(replaceRoute),
    .write(deleteRoute),
    .write(associateRouteTable),
    .write(disassociateRouteTable),
    .write(replaceRouteTableAssociation),
  ]
}
