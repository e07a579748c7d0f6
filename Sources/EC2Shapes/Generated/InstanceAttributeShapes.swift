// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes an instance attribute.
  package struct InstanceAttribute: XMLEncodable, Equatable {
    package var blockDeviceMappings: [InstanceBlockDeviceMapping]?
    package var disableApiStop: AttributeBooleanValue?
    package var disableApiTermination: AttributeBooleanValue?
    package var ebsOptimized: AttributeBooleanValue?
    package var enaSupport: AttributeBooleanValue?
    package var enclaveOptions: EnclaveOptions?
    package var groups: [GroupIdentifier]?
    package var instanceId: String?
    package var instanceInitiatedShutdownBehavior: AttributeValue?
    package var instanceType: AttributeValue?
    package var rootDeviceName: AttributeValue?
    package var sourceDestCheck: AttributeBooleanValue?
    package var userData: AttributeValue?

    package init(
      blockDeviceMappings: [InstanceBlockDeviceMapping]? = nil, disableApiStop: AttributeBooleanValue? = nil,
      disableApiTermination: AttributeBooleanValue? = nil, ebsOptimized: AttributeBooleanValue? = nil,
      enaSupport: AttributeBooleanValue? = nil, enclaveOptions: EnclaveOptions? = nil, groups: [GroupIdentifier]? = nil,
      instanceId: String? = nil, instanceInitiatedShutdownBehavior: AttributeValue? = nil,
      instanceType: AttributeValue? = nil, rootDeviceName: AttributeValue? = nil,
      sourceDestCheck: AttributeBooleanValue? = nil, userData: AttributeValue? = nil
    ) {
      self.blockDeviceMappings = blockDeviceMappings; self.disableApiStop = disableApiStop
      self.disableApiTermination = disableApiTermination; self.ebsOptimized = ebsOptimized
      self.enaSupport = enaSupport; self.enclaveOptions = enclaveOptions; self.groups = groups
      self.instanceId = instanceId; self.instanceInitiatedShutdownBehavior = instanceInitiatedShutdownBehavior
      self.instanceType = instanceType; self.rootDeviceName = rootDeviceName; self.sourceDestCheck = sourceDestCheck
      self.userData = userData
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("blockDeviceMapping", blockDeviceMappings)
      xml.structure("disableApiStop", disableApiStop)
      xml.structure("disableApiTermination", disableApiTermination)
      xml.structure("ebsOptimized", ebsOptimized)
      xml.structure("enaSupport", enaSupport)
      xml.structure("enclaveOptions", enclaveOptions)
      xml.list("groupSet", groups)
      xml.element("instanceId", instanceId)
      xml.structure("instanceInitiatedShutdownBehavior", instanceInitiatedShutdownBehavior)
      xml.structure("instanceType", instanceType)
      xml.structure("rootDeviceName", rootDeviceName)
      xml.structure("sourceDestCheck", sourceDestCheck)
      xml.structure("userData", userData)
    }
  }

  /// Describes the credit option for CPU usage of a burstable performance instance.
  package struct InstanceCreditSpecification: XMLEncodable, Equatable {
    package var cpuCredits: String?
    package var instanceId: String?

    package init(
      cpuCredits: String? = nil, instanceId: String? = nil
    ) {
      self.cpuCredits = cpuCredits; self.instanceId = instanceId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("cpuCredits", cpuCredits)
      xml.element("instanceId", instanceId)
    }
  }

  /// Describes the status of an instance.
  package struct InstanceStatus: XMLEncodable, Equatable {
    package var availabilityZone: String?
    package var availabilityZoneId: String?
    package var events: [InstanceStatusEvent]?
    package var instanceId: String?
    package var instanceState: InstanceState?
    package var instanceStatus: InstanceStatusSummary?
    package var systemStatus: InstanceStatusSummary?

    package init(
      availabilityZone: String? = nil, availabilityZoneId: String? = nil, events: [InstanceStatusEvent]? = nil,
      instanceId: String? = nil, instanceState: InstanceState? = nil, instanceStatus: InstanceStatusSummary? = nil,
      systemStatus: InstanceStatusSummary? = nil
    ) {
      self.availabilityZone = availabilityZone; self.availabilityZoneId = availabilityZoneId; self.events = events
      self.instanceId = instanceId; self.instanceState = instanceState; self.instanceStatus = instanceStatus
      self.systemStatus = systemStatus
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("availabilityZone", availabilityZone)
      xml.element("availabilityZoneId", availabilityZoneId)
      xml.list("eventsSet", events)
      xml.element("instanceId", instanceId)
      xml.structure("instanceState", instanceState)
      xml.structure("instanceStatus", instanceStatus)
      xml.structure("systemStatus", systemStatus)
    }
  }

  /// Describes the instance status.
  package struct InstanceStatusDetails: XMLEncodable, Equatable {
    package var impairedSince: Timestamp?
    package var name: String?
    package var status: String?

    package init(
      impairedSince: Timestamp? = nil, name: String? = nil, status: String? = nil
    ) {
      self.impairedSince = impairedSince; self.name = name; self.status = status
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("impairedSince", impairedSince)
      xml.element("name", name)
      xml.element("status", status)
    }
  }

  /// Describes a scheduled event for an instance.
  package struct InstanceStatusEvent: XMLEncodable, Equatable {
    package var code: String?
    package var description: String?
    package var instanceEventId: String?
    package var notAfter: Timestamp?
    package var notBefore: Timestamp?
    package var notBeforeDeadline: Timestamp?

    package init(
      code: String? = nil, description: String? = nil, instanceEventId: String? = nil, notAfter: Timestamp? = nil,
      notBefore: Timestamp? = nil, notBeforeDeadline: Timestamp? = nil
    ) {
      self.code = code; self.description = description; self.instanceEventId = instanceEventId
      self.notAfter = notAfter; self.notBefore = notBefore; self.notBeforeDeadline = notBeforeDeadline
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("code", code)
      xml.element("description", description)
      xml.element("instanceEventId", instanceEventId)
      xml.element("notAfter", notAfter)
      xml.element("notBefore", notBefore)
      xml.element("notBeforeDeadline", notBeforeDeadline)
    }
  }

  /// Describes the status of an instance.
  package struct InstanceStatusSummary: XMLEncodable, Equatable {
    package var details: [InstanceStatusDetails]?
    package var status: String?

    package init(
      details: [InstanceStatusDetails]? = nil, status: String? = nil
    ) {
      self.details = details; self.status = status
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("details", details)
      xml.element("status", status)
    }
  }
}
