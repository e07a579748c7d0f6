// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes a virtual private gateway propagating route.
  package struct PropagatingVgw: XMLEncodable, Equatable {
    package var gatewayId: String?

    package init(
      gatewayId: String? = nil
    ) {
      self.gatewayId = gatewayId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("gatewayId", gatewayId)
    }
  }

  /// Describes a route in a route table.
  package struct Route: XMLEncodable, Equatable {
    package var carrierGatewayId: String?
    package var coreNetworkArn: String?
    package var destinationCidrBlock: String?
    package var destinationIpv6CidrBlock: String?
    package var destinationPrefixListId: String?
    package var egressOnlyInternetGatewayId: String?
    package var gatewayId: String?
    package var instanceId: String?
    package var instanceOwnerId: String?
    package var ipAddress: String?
    package var natGatewayId: String?
    package var networkInterfaceId: String?
    package var origin: String?
    package var state: String?
    package var transitGatewayId: String?
    package var vpcPeeringConnectionId: String?

    package init(
      carrierGatewayId: String? = nil, coreNetworkArn: String? = nil, destinationCidrBlock: String? = nil,
      destinationIpv6CidrBlock: String? = nil, destinationPrefixListId: String? = nil,
      egressOnlyInternetGatewayId: String? = nil, gatewayId: String? = nil, instanceId: String? = nil,
      instanceOwnerId: String? = nil, ipAddress: String? = nil, natGatewayId: String? = nil,
      networkInterfaceId: String? = nil, origin: String? = nil, state: String? = nil, transitGatewayId: String? = nil,
      vpcPeeringConnectionId: String? = nil
    ) {
      self.carrierGatewayId = carrierGatewayId; self.coreNetworkArn = coreNetworkArn
      self.destinationCidrBlock = destinationCidrBlock; self.destinationIpv6CidrBlock = destinationIpv6CidrBlock
      self.destinationPrefixListId = destinationPrefixListId
      self.egressOnlyInternetGatewayId = egressOnlyInternetGatewayId; self.gatewayId = gatewayId
      self.instanceId = instanceId; self.instanceOwnerId = instanceOwnerId; self.ipAddress = ipAddress
      self.natGatewayId = natGatewayId; self.networkInterfaceId = networkInterfaceId; self.origin = origin
      self.state = state; self.transitGatewayId = transitGatewayId; self.vpcPeeringConnectionId = vpcPeeringConnectionId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("carrierGatewayId", carrierGatewayId)
      xml.element("coreNetworkArn", coreNetworkArn)
      xml.element("destinationCidrBlock", destinationCidrBlock)
      xml.element("destinationIpv6CidrBlock", destinationIpv6CidrBlock)
      xml.element("destinationPrefixListId", destinationPrefixListId)
      xml.element("egressOnlyInternetGatewayId", egressOnlyInternetGatewayId)
      xml.element("gatewayId", gatewayId)
      xml.element("instanceId", instanceId)
      xml.element("instanceOwnerId", instanceOwnerId)
      xml.element("ipAddress", ipAddress)
      xml.element("natGatewayId", natGatewayId)
      xml.element("networkInterfaceId", networkInterfaceId)
      xml.element("origin", origin)
      xml.element("state", state)
      xml.element("transitGatewayId", transitGatewayId)
      xml.element("vpcPeeringConnectionId", vpcPeeringConnectionId)
    }
  }

  /// Describes a route table.
  package struct RouteTable: XMLEncodable, Equatable {
    package var associations: [RouteTableAssociation]?
    package var ownerId: String?
    package var propagatingVgws: [PropagatingVgw]?
    package var routeTableId: String?
    package var routes: [Route]?
    package var tags: [Tag]?
    package var vpcId: String?

    package init(
      associations: [RouteTableAssociation]? = nil, ownerId: String? = nil, propagatingVgws: [PropagatingVgw]? = nil,
      routeTableId: String? = nil, routes: [Route]? = nil, tags: [Tag]? = nil, vpcId: String? = nil
    ) {
      self.associations = associations; self.ownerId = ownerId; self.propagatingVgws = propagatingVgws
      self.routeTableId = routeTableId; self.routes = routes; self.tags = tags; self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("associationSet", associations)
      xml.element("ownerId", ownerId)
      xml.list("propagatingVgwSet", propagatingVgws)
      xml.element("routeTableId", routeTableId)
      xml.list("routeSet", routes)
      xml.list("tagSet", tags)
      xml.element("vpcId", vpcId)
    }
  }

  /// Describes an association between a route table and a subnet or gateway.
  package struct RouteTableAssociation: XMLEncodable, Equatable {
    package var associationState: RouteTableAssociationState?
    package var gatewayId: String?
    package var main: Bool?
    package var publicIpv4Pool: String?
    package var routeTableAssociationId: String?
    package var routeTableId: String?
    package var subnetId: String?

    package init(
      associationState: RouteTableAssociationState? = nil, gatewayId: String? = nil, main: Bool? = nil,
      publicIpv4Pool: String? = nil, routeTableAssociationId: String? = nil, routeTableId: String? = nil,
      subnetId: String? = nil
    ) {
      self.associationState = associationState; self.gatewayId = gatewayId; self.main = main
      self.publicIpv4Pool = publicIpv4Pool; self.routeTableAssociationId = routeTableAssociationId
      self.routeTableId = routeTableId; self.subnetId = subnetId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("associationState", associationState)
      xml.element("gatewayId", gatewayId)
      xml.element("main", main)
      xml.element("publicIpv4Pool", publicIpv4Pool)
      xml.element("routeTableAssociationId", routeTableAssociationId)
      xml.element("routeTableId", routeTableId)
      xml.element("subnetId", subnetId)
    }
  }

  /// Describes the state of an association between a route table and a subnet or gateway.
  package struct RouteTableAssociationState: XMLEncodable, Equatable {
    package var state: String?
    package var statusMessage: String?

    package init(
      state: String? = nil, statusMessage: String? = nil
    ) {
      self.state = state; self.statusMessage = statusMessage
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("state", state)
      xml.element("statusMessage", statusMessage)
    }
  }
}
